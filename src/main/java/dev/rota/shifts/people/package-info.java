/** What the users service says of people: whether somebody may be planned, and for which roles. */
package dev.rota.shifts.people;
