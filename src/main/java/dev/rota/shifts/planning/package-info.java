/** Planning shifts: create, change, cancel and list them. */
package dev.rota.shifts.planning;
