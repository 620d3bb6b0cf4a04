package dev.rota.shared.identity;

import dev.rota.shared.identity.Permissions.Cell;
import dev.rota.shared.identity.Permissions.Who;
import dev.rota.support.Databases;
import dev.rota.support.UsersProgram;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The two packaged programs check the same table. That all of it is right is {@link PermissionMatrixTest}'s; here each
 * operation is asked without a token and by one other, each of whom has his turn.
 */
@QuarkusIntegrationTest
@QuarkusTestResource(Databases.class)
@WithTestResource(UsersProgram.class)
class PermissionMatrixIT extends PermissionMatrixTest {

    static List<Cell> some() {
        var operations = Permissions.operations();
        var others = Stream.of(Who.values()).filter(who -> who != Who.NOBODY).toList();
        return IntStream.range(0, operations.size())
                .boxed()
                .flatMap(i -> Stream.of(Who.NOBODY, others.get(i % others.size()))
                        .map(who -> Permissions.cell(operations.get(i), who)))
                .toList();
    }

    @Override
    @ParameterizedTest
    @MethodSource("some")
    void whoever_asks_gets_what_the_table_says(Cell cell) {
        super.whoever_asks_gets_what_the_table_says(cell);
    }
}
