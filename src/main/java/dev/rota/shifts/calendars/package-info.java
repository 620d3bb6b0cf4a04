/** Calendar feeds: one person's published shifts as iCalendar, at a secret address. */
package dev.rota.shifts.calendars;
