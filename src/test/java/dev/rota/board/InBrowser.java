package dev.rota.board;

import dev.rota.support.BoardBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests of the board in one browser, which refuses nothing that a page does. */
abstract class InBrowser {

    static BoardBrowser browser;

    @BeforeAll
    static void start() {
        browser = new BoardBrowser();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothing_was_refused_by_the_browser() {
        browser.leave();
    }
}
