package dev.rota.users;

/** Whether shifts can be planned for a person. */
enum UserStatus {
    ACTIVE,
    INACTIVE
}
