package dev.rota.users.identities;

import dev.rota.shared.database.DatabaseFailure;
import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Mapping;
import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.users.User;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The identities in the database. */
@ApplicationScoped
class IdentityRepository implements Repository<Identity> {

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no identity of this person with this id.");
    }

    @Override
    public Mapping<Identity> mapping() {
        return Identity.MAPPING;
    }

    /** The person behind it. */
    ListQuery<User> user(String issuer, String subject) {
        return new ListQuery<>(User.MAPPING)
                .where("e.id = (SELECT i.user_id FROM identity i WHERE i.issuer = :issuer AND i.subject = :subject)")
                .set("issuer", issuer)
                .set("subject", subject);
    }

    /** Whether somebody has the identity already, or the person another one at this provider. */
    static boolean isLinked(Throwable failure) {
        return DatabaseFailure.violates(failure, "identity_of_one_person")
                || DatabaseFailure.violates(failure, "identity_once_for_each_issuer");
    }

    ListQuery<Identity> of(UUID user, Cursor after, int limit) {
        return new ListQuery<>(Identity.MAPPING)
                .where("e.user_id = :user", "user", user)
                .orderById(after)
                .limit(limit);
    }
}
