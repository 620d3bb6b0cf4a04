/** What planners do with a period: publish what has changed, copy it to later weeks, and look at its conflicts. */
package dev.rota.board.publishing;
