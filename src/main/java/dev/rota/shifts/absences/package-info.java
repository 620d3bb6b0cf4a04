/** Time off: requested, approved, declined, withdrawn. Nobody has a shift during an approved absence. */
package dev.rota.shifts.absences;
