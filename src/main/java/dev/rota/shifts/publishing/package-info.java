/** Publishing: workers see what planners have planned in a window. */
package dev.rota.shifts.publishing;
