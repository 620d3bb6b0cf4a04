package dev.rota.shared.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rota.shared.problem.ProblemException;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * How often somebody may ask. Each has a bucket of tokens, which fills at a constant rate. Each program counts for itself, so
 * whoever is answered by several replicas may ask as many times more.
 */
public final class RateLimit {

    /** Beyond these, whoever has not asked for longest begins with a full bucket. */
    private static final int MOST = 10_000;

    private final int requests;
    private final Bandwidth bandwidth;
    private final Cache<String, Bucket> buckets;

    /**
     * @param requests that each may send at once, and within the period; 0 for any number
     * @param period in which an empty bucket is full again
     */
    public RateLimit(int requests, Duration period) {
        this.requests = requests;
        bandwidth = Bandwidth.builder()
                .capacity(Math.max(1, requests))
                .refillGreedy(Math.max(1, requests), period)
                .build();
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(period)
                .build();
    }

    /**
     * Counts a request.
     *
     * @param key whose it is
     * @throws ProblemException 429 for one too many
     */
    public void require(String key) {
        if (requests == 0) {
            return;
        }
        var bucket = buckets.get(
                key, newcomer -> Bucket.builder().addLimit(bandwidth).build());
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw ProblemException.tooManyRequests(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}
