/** Who changed which shift: the change feed, and the history of one shift. */
package dev.rota.shifts.history;
