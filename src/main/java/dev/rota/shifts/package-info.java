/**
 * Who works when. This module stores only the ids of people, and asks the users service over HTTP where more is needed:
 * to assign work, to create a calendar, to request an absence, and for reports. Lists of shifts never depend on users.
 * Planners change a {@link dev.rota.shifts.roster.Shift}, the planned edition; workers see a {@link
 * dev.rota.shifts.roster.PublishedShift}. Constraints of the database prevent double bookings in either edition, see
 * {@code docs/rules.md}.
 *
 * <p>Each package is a feature, and depends only on those before it: {@code roster}, {@code people}, {@code absences},
 * {@code booking}, and then, independent of each other, {@code planning}, {@code publishing}, {@code copies}, {@code
 * claims}, {@code swaps}, {@code calendars}, {@code history}, {@code reports} and {@code erasure}.
 *
 * <p><b>Lock order.</b> Every transaction takes its locks in this order, so that there are no deadlocks:
 *
 * <ol>
 * <li>the row of its idempotency key;
 * <li>the row of the absence or of the swap that is decided on;
 * <li>if it is for many people, the lock of those who do that: {@link
 * dev.rota.shifts.roster.ShiftRepository#manyTakeTurns};
 * <li>the rows of shifts, by id;
 * <li>the people concerned, by id: {@link dev.rota.shifts.roster.ShiftRepository#takeTurns} or the triggers that call
 * the same function {@code take_turns}. From then on, other transactions that book these people wait;
 * <li>the rows of published shifts, which triggers write;
 * <li>the heads of the change feeds, and then their changes: readers that give them positions, and erasures.
 * </ol>
 */
package dev.rota.shifts;
