/** Publishing: makes the planned edition visible to workers. */
package dev.rota.shifts.publishing;
