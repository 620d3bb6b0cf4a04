/** What planners do with a shift: plan, change, move and cancel it, and take that back. */
package dev.rota.board.planning;
