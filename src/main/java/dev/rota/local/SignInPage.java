package dev.rota.local;

import java.util.List;
import java.util.stream.Collectors;

/** Where whoever signs in at the {@link LocalProvider} says who they are: by a button for each sample person. */
final class SignInPage {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Sign in to Rota</title>
            <style>
            body { font: 100%/1.5 system-ui, sans-serif; max-width: 24rem; margin: 2rem auto; padding: 0 1rem; }
            button, input, textarea { font: inherit; box-sizing: border-box; width: 100%; padding: .5rem; margin: .25rem 0; }
            button { text-align: left; cursor: pointer; }
            label { display: block; margin: .5rem 0; }
            </style>
            </head>
            <body>
            <main>
            <h1>Sign in to Rota</h1>
            <p>This is for trying Rota out: there are no passwords.</p>
            PEOPLE
            <h2>Somebody else</h2>
            <form method="post" id="typed">
            <label>Account <input name="username" required autocomplete="off"></label>
            <details><summary>Claims of the token</summary>
            <label>JSON <textarea name="claims" rows="4"></textarea></label></details>
            <button type="submit">Sign in</button>
            </form>
            </main>
            </body>
            </html>
            """;

    private SignInPage() {}

    /** @param account with which somebody signs in */
    record Choice(String account, String name, List<String> roles) {}

    static String of(List<Choice> choices) {
        return PAGE.replace(
                "PEOPLE",
                choices.stream()
                        .map(choice -> "<button name=\"username\" value=\"%s\">%s – %s</button>"
                                .formatted(choice.account, choice.name, work(choice.roles)))
                        .collect(Collectors.joining("\n", "<form method=\"post\">\n", "\n</form>")));
    }

    private static String work(List<String> roles) {
        boolean plans = roles.contains("planner");
        boolean administers = roles.contains("administrator");
        return plans && administers ? "plans and administers" : plans ? "plans" : administers ? "administers" : "works";
    }
}
