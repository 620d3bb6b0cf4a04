/**
 * Who works when. Owns shifts. Of people it knows only ids, and asks the users service over HTTP whether an id may be
 * planned, once, when a shift is given to that person or moved; reading shifts never depends on users. That nobody is
 * booked twice is an exclusion constraint in the database, not a check in here.
 */
package dev.rota.shifts;
