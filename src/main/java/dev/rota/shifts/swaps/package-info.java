/** Swaps: two people exchange a shift each, with approval. */
package dev.rota.shifts.swaps;
