package dev.rota.shared.identity;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Finds the person that a token is of: each module's own way to the people. */
public interface Directory {

    /** Whether this is the way of the module that answers at this path; in a deployed program, of all of them. */
    boolean serves(String path);

    /**
     * The {@link Member} of this token, {@code null} if there is none.
     *
     * @param reading whether the request changes nothing, so that an older answer will do where there is no newer one
     */
    Uni<Member> find(Token token, boolean reading);

    /**
     * A person of users.
     *
     * @param id {@code null} for one that is not active, who has no role at all
     */
    record Member(UUID id) {

        public static final Member INACTIVE = new Member(null);
    }
}
