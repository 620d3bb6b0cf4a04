/**
 * The board module: what people look at, as pages. It has no database and speaks only HTTP to users and shifts, with the
 * token of whoever looks, so that it can show and do nothing that they could not do themselves.
 */
package dev.rota.board;
