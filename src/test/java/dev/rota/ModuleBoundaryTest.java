package dev.rota;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.rota", importOptions = DoNotIncludeTests.class)
class ModuleBoundaryTest {

    @ArchTest
    static final ArchRule users_knows_nothing_of_shifts = noClasses()
            .that()
            .resideInAPackage("..users..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..shifts..");

    @ArchTest
    static final ArchRule shifts_reaches_users_only_over_http = noClasses()
            .that()
            .resideInAPackage("..shifts..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..users..");

    @ArchTest
    static final ArchRule shared_belongs_to_neither = noClasses()
            .that()
            .resideInAPackage("..shared..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..users..", "..shifts..", "..local..");

    @ArchTest
    static final ArchRule no_image_needs_the_local_start = noClasses()
            .that()
            .resideOutsideOfPackage("..local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..local..");
}
