/** Why users or shifts refuse something, in words. */
package dev.rota.board.reason;
