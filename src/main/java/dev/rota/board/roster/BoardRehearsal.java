package dev.rota.board.roster;

import dev.rota.board.api.MadeUp;
import dev.rota.shared.startup.Rehearsal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A week, of {@link MadeUp} answers of users and shifts; a page that anybody sees. */
@ApplicationScoped
public class BoardRehearsal implements Rehearsal {

    private static final List<Request> REQUESTS =
            List.of(Request.get("/week?at=" + MadeUp.WEEK), Request.get("/signed-out"));

    @Override
    public List<Request> requests() {
        return REQUESTS;
    }
}
