/** Copying the shifts of a window to later weeks. */
package dev.rota.shifts.copies;
