package dev.rota.users.identities;

import dev.rota.shared.database.DatabaseFailure;
import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.users.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The identities in the database. Every method needs an open session. */
@ApplicationScoped
class IdentityRepository implements Repository<Identity> {

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no identity of this person with this id.");
    }

    /** The person behind it, or {@code null}. */
    Uni<User> user(String issuer, String subject) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "select u from Identity i join User u on u.id = i.userId"
                                        + " where i.issuer = :issuer and i.subject = :subject",
                                User.class)
                        .setParameter("issuer", issuer)
                        .setParameter("subject", subject)
                        .getSingleResultOrNull());
    }

    /** Whether somebody has the identity already, or the person another one at this provider. */
    static boolean isLinked(Throwable failure) {
        return DatabaseFailure.violates(failure, "identity_of_one_person")
                || DatabaseFailure.violates(failure, "identity_once_for_each_issuer");
    }

    Uni<List<Identity>> of(UUID user, Cursor after, int limit) {
        var query = new ListQuery<>(Identity.class)
                .where("e.userId = :user", "user", user)
                .orderById(after);
        return getSession().chain(session -> query.list(session, limit));
    }
}
