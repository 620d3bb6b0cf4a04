/** Giving work to a person: what is in the way, and warnings of too little rest and too much work. */
package dev.rota.shifts.booking;
