/** Claims: people take open shifts, and release them. */
package dev.rota.shifts.claims;
