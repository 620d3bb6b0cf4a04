package dev.rota.board.session;

import java.util.regex.Pattern;

/** What is the board's, where all modules run in one JVM. */
public final class Board {

    /** The tenant of OpenID Connect by which pages sign in. */
    public static final String TENANT = "board";

    /** The API and its contract. */
    private static final Pattern OTHERS = Pattern.compile("/(v1|q)(/.*)?");

    private Board() {}

    /** Whether there is a page at this path, or could be one. */
    public static boolean serves(String path) {
        return !OTHERS.matcher(path).matches();
    }
}
