/** Calendar feeds: one person's published shifts as iCalendar, under a secret address. */
package dev.rota.shifts.calendars;
