/** Erases a person, here and in users. */
package dev.rota.shifts.erasure;
