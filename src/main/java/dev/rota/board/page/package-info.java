/** What all pages have in common: who looks, the frame around the content, scripts and styles, errors. */
package dev.rota.board.page;
