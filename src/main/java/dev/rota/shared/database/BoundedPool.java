package dev.rota.shared.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.util.List;

/**
 * A connection pool with a bounded queue and a connect time-out, so that requests fail fast while the database is away.
 * A module has one bean of this type, named after its datasource. Limitation: a connection whose peer is reachable but
 * neither answers nor hangs up keeps its place in the pool, because the driver closes it by asking the server to.
 */
public abstract class BoundedPool implements PgPoolCreator {

    /** For when packets are dropped; the driver's default is a minute. */
    private static final int CONNECT_MILLIS = 2_000;

    /** Further requests are refused at once (load shedding). */
    private static final int MAX_WAITING = 200;

    @Override
    public Pool create(Input input) {
        var servers = input.pgConnectOptionsList();
        servers.forEach(server -> server.setConnectTimeout(CONNECT_MILLIS));
        return PgBuilder.pool()
                .with(input.poolOptions()
                        // The pool's name in metrics.
                        .setName(servers.get(0).getDatabase())
                        .setMaxWaitQueueSize(MAX_WAITING)
                        // None: Database has a deadline anyway, and the pool of Vert.x 4 throws "Result is already
                        // complete" if a query times out while its connection attempt fails.
                        .setConnectionTimeout(0))
                .connectingTo(List.copyOf(servers))
                .using(input.vertx())
                .build();
    }
}
