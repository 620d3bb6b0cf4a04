/** Assigning shifts: clashes with other shifts and absences, and warnings about working time. */
package dev.rota.shifts.booking;
