/** Claiming: people take open shifts, and give them back. */
package dev.rota.shifts.claims;
