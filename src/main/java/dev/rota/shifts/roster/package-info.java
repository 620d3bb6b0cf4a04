/** The shifts themselves, in both editions: entities, what clients write and see of them, windows, filters, and the database. */
package dev.rota.shifts.roster;
