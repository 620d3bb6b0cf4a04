package dev.rota.users.identities;

import dev.rota.shared.identity.Directory;
import dev.rota.shared.identity.Token;
import dev.rota.shared.wire.Text;
import dev.rota.users.User;
import dev.rota.users.UserRepository;
import dev.rota.users.UsersDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The person of a token, by the linked identity. An identity that is new links itself with the active person of the
 * e-mail address that the provider has verified, unless that person has an identity at this provider already: an address
 * that was given to somebody else does not give away its former owner's data.
 */
@ApplicationScoped
class UserDirectory implements Directory {

    private static final String PATH = "/v1/users";

    private final UsersDatabase database;
    private final UserRepository users;
    private final IdentityRepository identities;

    UserDirectory(UsersDatabase database, UserRepository users, IdentityRepository identities) {
        this.database = database;
        this.users = users;
        this.identities = identities;
    }

    @Override
    public boolean serves(String path) {
        return path.startsWith(PATH);
    }

    @Override
    public Uni<Member> find(Token token, boolean reading) {
        return linked(token)
                .chain(user -> user != null || token.email() == null
                        ? Uni.createFrom().item(user)
                        : link(token).onFailure(IdentityRepository::isLinked).recoverWithUni(failure -> linked(token)))
                .map(user -> user == null ? null : user.isActive() ? new Member(user.id()) : Member.INACTIVE);
    }

    private Uni<User> linked(Token token) {
        return database.one(identities.user(token.issuer(), token.subject()));
    }

    /** Fails if the person has an identity at this provider, or another request has linked this one meanwhile. */
    private Uni<User> link(Token token) {
        return database.write(() -> database.load(users.activeByEmail(Text.Form.of(token.email())))
                .map(found -> found.isEmpty() ? null : found.get(0))
                .call(user -> user == null
                        ? Uni.createFrom().nullItem()
                        : identities.persistAndFlush(new Identity(user.id(), token.issuer(), token.subject()))));
    }
}
