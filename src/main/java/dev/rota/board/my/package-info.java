/** A worker's own pages: next shifts, claims, time off, swaps, calendar addresses, phone and zone. */
package dev.rota.board.my;
