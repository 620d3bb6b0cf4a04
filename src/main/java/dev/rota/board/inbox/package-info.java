/** What waits for a planner's decision. */
package dev.rota.board.inbox;
