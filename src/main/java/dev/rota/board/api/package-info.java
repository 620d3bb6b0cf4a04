/** What the board asks of users and shifts, and what they answer. Of their answers, only what pages show. */
package dev.rota.board.api;
