/** Shifts in both editions: entities, API representations, windows, filters, and the database. */
package dev.rota.shifts.roster;
