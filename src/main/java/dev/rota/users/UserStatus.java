package dev.rota.users;

import dev.rota.shared.database.EnumColumn;

/** Whether shifts can be planned for a person. */
enum UserStatus {
    ACTIVE,
    INACTIVE;

    static class Column extends EnumColumn<UserStatus> {

        static final Column INSTANCE = new Column();

        Column() {
            super(UserStatus.class);
        }
    }
}
