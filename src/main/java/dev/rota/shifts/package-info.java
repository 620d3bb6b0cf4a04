/**
 * Who works when. Owns shifts. Of people it knows only ids, and asks the users service over HTTP whether an id may be
 * planned, once, when a shift is given to that person or moved; reading shifts never depends on users. Planners change a
 * {@link dev.rota.shifts.Shift}; workers see a {@link dev.rota.shifts.PublishedShift}. That nobody is booked twice, in
 * either, are exclusion constraints in the database, not checks in here.
 */
package dev.rota.shifts;
