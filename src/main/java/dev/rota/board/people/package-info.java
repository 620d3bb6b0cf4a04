/** An administrator's pages about people: register, change, deactivate, link sign-ins, erase. */
package dev.rota.board.people;
