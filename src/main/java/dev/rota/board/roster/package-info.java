/** Who works when: people by days, as a table of a day, a week or a month. */
package dev.rota.board.roster;
