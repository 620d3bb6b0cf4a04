/** Who looks, from the cookies of their session; and what makes a request one of a page. */
package dev.rota.board.session;
