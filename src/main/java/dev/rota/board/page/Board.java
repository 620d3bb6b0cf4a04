package dev.rota.board.page;

/** The tenant of OpenID Connect by which pages sign in. */
public final class Board {

    public static final String TENANT = "board";

    private Board() {}
}
