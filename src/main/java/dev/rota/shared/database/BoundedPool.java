package dev.rota.shared.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.util.List;

/**
 * A pool at which no crowd gathers while its database is away. A module has one bean of this type, with the name of its
 * datasource. What it cannot do: give up a connection whose peer is reached and neither answers nor hangs up. The driver
 * closes a connection by asking the server to, so that one keeps its place in the pool until the peer lets go.
 */
public abstract class BoundedPool implements PgPoolCreator {

    /** Where packets get lost; the driver's own limit is a minute. */
    private static final int CONNECT_MILLIS = 2_000;

    /** Whoever would have to wait behind these is refused at once. */
    private static final int MAX_WAITING = 200;

    @Override
    public Pool create(Input input) {
        var servers = input.pgConnectOptionsList();
        servers.forEach(server -> server.setConnectTimeout(CONNECT_MILLIS));
        return PgBuilder.pool()
                .with(input.poolOptions()
                        // The one in its metrics.
                        .setName(servers.get(0).getDatabase())
                        .setMaxWaitQueueSize(MAX_WAITING)
                        // None: Database does not wait longer than its deadline anyway, and the pool of Vert.x 4 throws
                        // "Result is already complete" where a query no longer waits for a connection that fails.
                        .setConnectionTimeout(0))
                .connectingTo(List.copyOf(servers))
                .using(input.vertx())
                .build();
    }
}
