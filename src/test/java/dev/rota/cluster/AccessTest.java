package dev.rota.cluster;

import static dev.rota.cluster.Access.USERS_REPOSITORY;
import static dev.rota.cluster.AccessTables.ROLES;
import static dev.rota.cluster.AccessTables.VERBS;
import static dev.rota.cluster.Cluster.API;
import static dev.rota.cluster.Cluster.kubectl;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.rota.cluster.Access.Actor;
import dev.rota.cluster.AccessTables.Mutation;
import dev.rota.cluster.AccessTables.Right;
import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Authorization, tried on an environment whose services have no pods, and whose one database has a pod to try on. */
@Tag("cluster")
class AccessTest {

    private static final String POD = "users-db-0";
    private static Access access;

    @BeforeAll
    static void deploy() {
        access = new Access();
        access.apply();
        access.createSecrets();
        access.succeedAs("pipeline", "apply", "-k", overlay("local").toString());
        kubectl("-n", access.namespace, "rollout", "status", "statefulset/users-db", "--timeout=180s");
    }

    @AfterAll
    static void remove() {
        access.close();
    }

    private static Path overlay(String tag, String... morePatches) {
        return access.overlay(tag, """
                patches:
                  - target: {kind: Deployment}
                    patch: |
                      - {op: add, path: /spec/replicas, value: 0}
                  - target: {kind: StatefulSet, name: shifts-db}
                    patch: |
                      - {op: replace, path: /spec/replicas, value: 0}
                """, String.join("", morePatches));
    }

    // ------------------------------------------------------------------------------------------------ the matrix

    @Test
    void everybody_may_do_what_the_table_says_and_nothing_else() {
        var wrong = new ArrayList<String>();
        int cells = 0;
        List<Right> matrix = AccessTables.matrix();
        for (Right right : matrix) {
            for (String role : ROLES) {
                for (String verb : verbs(right)) {
                    for (String name : names(right, verb)) {
                        cells++;
                        boolean expected = right.verbs().get(role).contains(verb);
                        if (may(role, access.namespace, verb, right, name) != expected) {
                            wrong.add(role + (expected ? " may not " : " may ") + verb + " " + right.resource() + " "
                                    + name);
                        }
                    }
                }
            }
        }
        // Nothing else: the cluster's own list of a role's rules holds nothing that the table does not.
        int rules = 0;
        for (String role : ROLES) {
            for (String namespace : List.of(access.namespace, "default", "kube-system")) {
                for (Right rule : rules(role, namespace)) {
                    rules++;
                    Set<String> verbs = rule.verbs().get(role);
                    boolean inTable = matrix.stream()
                            .filter(right -> namespace.equals(access.namespace)
                                    || right.resource().startsWith("selfsubject"))
                            .anyMatch(right -> right.resource().equals(rule.resource())
                                    && right.names().containsAll(rule.names())
                                    && right.verbs().get(role).containsAll(verbs));
                    if (!inTable) {
                        wrong.add(role + " may " + verbs + " " + rule.resource() + " " + rule.names() + " in "
                                + namespace);
                    }
                }
            }
        }
        System.out.printf(
                "access: %d cells of the matrix, %d rules compared with it, wrong: %d%n", cells, rules, wrong.size());
        assertEquals(List.of(), wrong);
    }

    private static List<String> verbs(Right right) {
        var verbs = new ArrayList<>(VERBS);
        if (right.names().isEmpty()) {
            verbs.addAll(List.of("impersonate", "bind", "escalate", "approve", "sign"));
        } else {
            // These have no name.
            verbs.removeAll(List.of("create", "deletecollection"));
        }
        return verbs;
    }

    private static List<String> names(Right right, String verb) {
        if (!right.names().isEmpty()) {
            return right.names();
        }
        return Set.of("get", "update", "patch", "delete").contains(verb) ? List.of("other") : List.of("");
    }

    private static boolean may(String role, String namespace, String verb, Right right, String name) {
        Actor actor = access.actor(role);
        String[] plural = right.plural().split("/");
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(actor.user())
                .withGroups(actor.groups())
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(verb)
                .withGroup(right.group())
                .withResource(plural[0])
                .withSubresource(plural.length > 1 ? plural[1] : "")
                .withName(name)
                .endResourceAttributes()
                .endSpec()
                .build();
        return API.authorization()
                .v1()
                .subjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }

    /** A role's rights according to the API server, one resource each. */
    private static List<Right> rules(String role, String namespace) {
        try (KubernetesClient client = Access.client(access.actor(role))) {
            var review = new SelfSubjectRulesReviewBuilder()
                    .withNewSpec()
                    .withNamespace(namespace)
                    .endSpec()
                    .build();
            var status = client.authorization()
                    .v1()
                    .selfSubjectRulesReview()
                    .create(review)
                    .getStatus();
            return status.getResourceRules().stream()
                    .flatMap(rule -> rule.getApiGroups().stream()
                            .flatMap(group -> rule.getResources().stream()
                                    .map(resource -> new Right(
                                            withGroup(resource, group),
                                            rule.getResourceNames(),
                                            Map.of(role, Set.copyOf(rule.getVerbs()))))))
                    .toList();
        }
    }

    private static String withGroup(String resource, String group) {
        return group.isEmpty() ? resource : resource.replaceFirst("(/|$)", "." + group + "$1");
    }

    @Test
    void the_pipeline_may_apply_every_object_of_the_overlays() {
        Path chosen = access.write("chosen/kustomization.yaml", """
                components:
                  - ../../../../kustomize/components/latency-keda
                  - ../../../../kustomize/components/monitoring
                resources: [../../../../kustomize/base]
                """).getParent();
        for (Path overlay :
                List.of(Path.of("kustomize/overlays/staging"), Path.of("kustomize/overlays/production"), chosen)) {
            var rendered = kubectl("kustomize", overlay.toString());
            for (HasMetadata object :
                    API.load(new ByteArrayInputStream(rendered.getBytes(UTF_8))).items()) {
                String group = object.getApiVersion().contains("/")
                        ? "." + object.getApiVersion().split("/")[0]
                        : "";
                var right = new Right(Pluralize.toPlural(object.getKind().toLowerCase()) + group, List.of(), Map.of());
                for (String verb : List.of("get", "create", "patch")) {
                    String name =
                            verb.equals("create") ? "" : object.getMetadata().getName();
                    assertTrue(
                            may("pipeline", access.namespace, verb, right, name),
                            "the pipeline may not " + verb + " " + right.resource() + " "
                                    + object.getMetadata().getName() + " of " + overlay);
                }
            }
        }
    }

    // --------------------------------------------------------------------------------- what a patch may change

    @Test
    void a_developers_patch_changes_what_the_table_says_and_nothing_else() {
        var wronglyAllowed = new ArrayList<String>();
        var wronglyRefused = new ArrayList<String>();
        var unclear = new ArrayList<String>();
        int refused = 0;
        List<Mutation> mutations = AccessTables.mutations();
        try (KubernetesClient developer = Access.client(access.actor("developer"))) {
            for (Mutation mutation : mutations) {
                String answer = patch(developer, mutation);
                if (mutation.allowed()) {
                    if (!answer.isEmpty()) {
                        wronglyRefused.add(mutation.what() + ": " + answer);
                    }
                    continue;
                }
                refused++;
                if (answer.isEmpty()) {
                    wronglyAllowed.add(mutation.what());
                } else if (!answer.contains("ValidatingAdmissionPolicy '") || !answer.contains(" may ")) {
                    unclear.add(mutation.what() + ": " + answer);
                }
                // Without the policy it would succeed, so the API does not refuse it anyway. The other policy, for
                // everybody, may refuse it too.
                String anyway = patch(API, mutation);
                if (!anyway.isEmpty() && !anyway.contains("ValidatingAdmissionPolicy 'images.")) {
                    unclear.add(mutation.what() + ", by an administrator: " + anyway);
                }
            }
        }
        System.out.printf(
                "access: %d mutations tried, %d refused, wrongly allowed: %d, wrongly refused: %d%n",
                mutations.size(), refused, wronglyAllowed.size(), wronglyRefused.size());
        assertEquals(List.of(), wronglyAllowed, "wrongly allowed");
        assertEquals(List.of(), wronglyRefused, "wrongly refused");
        assertEquals(List.of(), unclear, "refused, but not by the policy or not with its words");
    }

    /** A dry run: the admission is real. Empty if it is allowed. */
    private static String patch(KubernetesClient client, Mutation mutation) {
        var context = new PatchContext.Builder().withDryRun(List.of("All"));
        String patch = mutation.patch()
                .replace("$own", "$pod/containers/0")
                .replace("$migrate", "$pod/initContainers/0")
                .replace("$pod", "/spec/template/spec")
                .replace("$repository", USERS_REPOSITORY)
                .replace("$long128", "x".repeat(128))
                .replace("$long129", "x".repeat(129));
        switch (mutation.type()) {
            case "json" -> context.withPatchType(PatchType.JSON);
            case "merge" -> context.withPatchType(PatchType.JSON_MERGE);
            case "strategic" -> context.withPatchType(PatchType.STRATEGIC_MERGE);
            case "apply" -> {
                context.withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("stranger")
                        .withForce(true);
                patch = patch.replaceFirst("\\{", "{apiVersion: apps/v1, kind: Deployment, ");
                patch = patch.contains("metadata: {annotations")
                        ? patch.replaceFirst("metadata: \\{", "metadata: {name: users, ")
                        : patch.replaceFirst("kind: Deployment", "kind: Deployment, metadata: {name: users}");
            }
            default -> throw new IllegalArgumentException(mutation.type());
        }
        try {
            client.apps()
                    .deployments()
                    .inNamespace(access.namespace)
                    .withName("users")
                    .patch(
                            context.build(),
                            Serialization.asJson(Serialization.unmarshal("---\n" + patch, Object.class)));
            return "";
        } catch (KubernetesClientException e) {
            return e.getMessage();
        }
    }

    @Test
    void an_undo_brings_the_old_image_and_its_configuration_back() {
        String before = template();
        access.succeedAs("pipeline", "apply", "-k", overlay("next", """
                configMapGenerator:
                  - {name: users-config, behavior: merge, literals: [LOG_LEVEL=WARN]}
                """).toString());
        assertNotEquals(before, template());
        // The controller writes the revision; until then there is nothing to go back to.
        kubectl("-n", access.namespace, "rollout", "status", "deployment/users", "--timeout=60s");
        access.succeedAs("developer", "rollout", "undo", "deployment/users");
        assertEquals(before, template());
        access.succeedAs("pipeline", "apply", "-k", overlay("local").toString());
    }

    @Test
    void an_undo_over_a_release_that_changed_more_is_the_pipelines() {
        access.succeedAs("pipeline", "apply", "-k", overlay("next", """
                  - target: {kind: Deployment, name: shifts}
                    patch: |
                      - {op: replace, path: /spec/template/spec/containers/0/resources/limits/memory, value: 600Mi}
                """).toString());
        kubectl("-n", access.namespace, "rollout", "status", "deployment/shifts", "--timeout=60s");
        var undo = access.as("developer", "rollout", "undo", "deployment/shifts");
        assertTrue(undo.output().contains("not spec.template.spec.containers"), undo.output());
        access.succeedAs("pipeline", "apply", "-k", overlay("local").toString());
    }

    private static String template() {
        var spec = API.apps()
                .deployments()
                .inNamespace(access.namespace)
                .withName("users")
                .get()
                .getSpec()
                .getTemplate();
        return Serialization.asYaml(spec);
    }

    // --------------------------------------------------------------------------------------- the ways around

    @TestFactory
    Stream<DynamicTest> developersAreRefused() {
        return tries("developer", """
                to run a command in a pod | exec users-db-0 -- true
                to attach to a pod | attach users-db-0
                to forward a port | port-forward pod/users-db-0 15432:5432
                to copy out of a pod | cp users-db-0:/etc/passwd target/never
                to put a debugging container into a pod | debug users-db-0 --image=localhost:5000/rota-users:local --attach=false
                to start a pod | run x --image=localhost:5000/rota-users:local
                to delete a pod | delete pod users-db-0
                to delete a pod without mercy | delete pod users-db-0 --force --grace-period=0
                to delete all pods | delete pods --all
                to delete the pods that a label selects | delete pods -l app.kubernetes.io/part-of=rota
                to start a job | create job x --image=localhost:5000/rota-users:local
                to plan a job | create cronjob x --schedule=@hourly --image=localhost:5000/rota-users:local
                to scale | scale deployment/users --replicas=3
                to scale to nothing | scale deployment/users --replicas=0
                to scale a replica set | scale replicaset --all --replicas=3
                to scale a database | scale statefulset/users-db --replicas=0
                to autoscale | create -f $autoscaler
                to edit the autoscaler | patch hpa users -p {"spec":{"maxReplicas":1}}
                to delete the autoscaler | delete hpa users
                to edit the disruption budget | patch pdb users -p {"spec":{"maxUnavailable":"100%"}}
                to delete the disruption budget | delete pdb users
                to read a Secret | get secret users-db
                to list Secrets | get secrets
                to read ConfigMaps | get configmaps
                to create a ConfigMap for a rollback to find | create configmap users-config-2456789bcd --from-literal=DB_HOST=evil
                to get a token | create token users
                to get the pipeline's token | create token pipeline
                to make a role | create role x --verb=get --resource=secrets
                to bind a role | create rolebinding x --role=break-glass --user=ada
                to widen their own role | patch role developer --type=json -p [{"op":"add","path":"/rules/-","value":{"apiGroups":[""],"resources":["secrets"],"verbs":["get"]}}]
                to widen a binding | patch rolebinding break-glass --type=json -p [{"op":"add","path":"/subjects/-","value":{"kind":"User","name":"ada","apiGroup":"rbac.authorization.k8s.io"}}]
                to bind a cluster role | create clusterrolebinding x --clusterrole=cluster-admin --user=ada
                to delete the Deployment | delete deployment users
                to delete all Deployments | delete deployments --all
                to delete its replica sets | delete replicasets --all
                to delete all replica sets at once | delete --raw /apis/apps/v1/namespaces/$namespace/replicasets
                to delete all Deployments at once | delete --raw /apis/apps/v1/namespaces/$namespace/deployments
                to delete all pods at once | delete --raw /api/v1/namespaces/$namespace/pods
                to patch the status | patch deployment users --subresource=status -p {"status":{"replicas":7}}
                to patch the scale | patch deployment users --subresource=scale --type=merge -p {"spec":{"replicas":7}}
                to patch a replica set directly | patch replicaset $replicaset -p {"spec":{"replicas":3}}
                to label a pod out of its service | label pod users-db-0 app.kubernetes.io/name-
                to look into other namespaces | get pods --namespace=kube-system
                to change an image in other namespaces | set image deployment/coredns coredns=x:1 --namespace=kube-system
                to look into all namespaces | get pods --all-namespaces
                to change the database's image | set image statefulset/users-db postgres=docker.io/library/postgres:17
                to change the database's command | patch statefulset users-db --type=json -p [{"op":"add","path":"/spec/template/spec/containers/0/command","value":["sh"]}]
                to create a Deployment | create deployment x --image=localhost:5000/rota-users:local
                to replace the Deployment | replace -f $deployment
                to patch a container in | patch deployment users -p {"spec":{"template":{"spec":{"containers":[{"name":"x","image":"localhost:5000/rota-users:local"}]}}}}
                to apply another number server-side | apply --server-side --force-conflicts --field-manager=stranger -f $apply
                to copy a container by JSON patch | patch deployment users --type=json -p [{"op":"test","path":"/metadata/name","value":"users"},{"op":"copy","from":"/spec/template/spec/containers/0","path":"/spec/template/spec/containers/-"},{"op":"replace","path":"/spec/template/spec/containers/1/name","value":"x"}]
                to move the password by JSON patch | patch deployment users --type=json -p [{"op":"move","from":"/spec/template/spec/initContainers/0/env/0","path":"/spec/template/spec/containers/0/env/-"}]
                an image whose repository merely begins with the allowed name | set image deployment/users users=localhost:5000/rota-users-evil:1 migrate=localhost:5000/rota-users-evil:1
                an init container's image from elsewhere | set image deployment/users migrate=evil:1
                every container's image at once | set image deployment/users *=localhost:5000/rota-shifts:local
                the image latest | set image deployment/users users=localhost:5000/rota-users:latest migrate=localhost:5000/rota-users:latest
                a new version on the schema of the old one | set image deployment/users users=localhost:5000/rota-users:next
                an annotation that switches AppArmor off | patch deployment users -p {"spec":{"template":{"metadata":{"annotations":{"container.apparmor.security.beta.kubernetes.io/users":"unconfined"}}}}}
                an annotation that misleads the next apply | annotate --overwrite deployment/users kubectl.kubernetes.io/last-applied-configuration={}
                to label the Deployment | label deployment/users x=y
                to set a variable | set env deployment/users X=y
                to take a Secret as variables | set env deployment/users --from=secret/users-db
                to set resources | set resources deployment/users --limits=memory=4Gi
                to set a ServiceAccount | set serviceaccount deployment/users pipeline
                to pause the rollout | rollout pause deployment/users
                to publish a port | expose deployment/users --port=5432 --name=x
                to let others in | create -f $policy
                to delete a network policy | delete networkpolicy default-deny
                to send the address elsewhere | patch httproute rota --type=json -p [{"op":"replace","path":"/spec/rules/0/backendRefs/0/name","value":"x"}]
                to take the address away | delete httproute rota
                to publish another address | create ingress x --rule=x.example.com/*=users:80
                to read a volume claim | get pvc
                to let an image in | annotate --overwrite namespace/$namespace rota/repositories=evil
                to lift the Pod Security Standard | label --overwrite namespace/$namespace pod-security.kubernetes.io/enforce=privileged
                to take the policy away | delete validatingadmissionpolicy developers.$namespace
                to unbind the policy | delete validatingadmissionpolicybinding developers.$namespace
                to ask for a certificate | create -f $request
                to reach a pod through the API server | get --raw /api/v1/namespaces/$namespace/pods/users-db-0:5432/proxy/
                to reach a node through the API server | get --raw /api/v1/nodes/node1/proxy/pods
                """);
    }

    @TestFactory
    Stream<DynamicTest> thePipelineIsRefused() {
        return tries("pipeline", """
                to read a Secret | get secret users-db
                to list Secrets | get secrets
                to create a Secret | create secret generic x --from-literal=a=b
                to run a command in a pod | exec users-db-0 -- true
                to read logs | logs users-db-0
                to delete a Deployment | delete deployment users
                to delete a database | delete statefulset users-db
                to delete a ConfigMap | delete configmap kube-root-ca.crt
                to delete a Service | delete service users
                to delete a claim | delete pvc data-users-db-0
                to start a pod | run x --image=localhost:5000/rota-users:local
                to start a job | create job x --image=localhost:5000/rota-users:local
                to get a token | create token pipeline
                to make a role | create role x --verb=get --resource=secrets
                to bind a role | create rolebinding x --role=break-glass --serviceaccount=$namespace:pipeline
                to let an image in | annotate --overwrite namespace/$namespace rota/repositories=evil
                to lift the Pod Security Standard | label --overwrite namespace/$namespace pod-security.kubernetes.io/enforce=privileged
                to create a namespace | create namespace x
                to look at the Gateway | get gateways.gateway.networking.k8s.io --namespace=gateway
                to change its own ServiceAccount | patch serviceaccount pipeline -p {"automountServiceAccountToken":true}
                an image from elsewhere | set image deployment/users users=evil:1
                an image from elsewhere for a database | set image statefulset/users-db postgres=postgres:18
                to look into other namespaces | get deployments --namespace=kube-system
                """);
    }

    @TestFactory
    Stream<DynamicTest> viewersAreRefused() {
        return tries("viewer", """
                another image | set image deployment/users users=localhost:5000/rota-users:next
                to say a cause | annotate deployment/users kubernetes.io/change-cause=x
                to restart | rollout restart deployment/users
                to read logs | logs users-db-0
                to read a Secret | get secret users-db
                to read ConfigMaps | get configmaps
                to run a command in a pod | exec users-db-0 -- true
                """);
    }

    @TestFactory
    Stream<DynamicTest> breakGlassIsRefused() {
        return tries("break-glass", """
                other Secrets | get secret x
                to list Secrets | get secrets
                to make a role | create role x --verb=get --resource=secrets
                to bind a role | create rolebinding x --role=pipeline --user=ada
                to get a token | create token pipeline
                to let an image in | annotate --overwrite namespace/$namespace rota/repositories=evil
                an image from elsewhere | set image deployment/users users=evil:1
                an image from elsewhere for debugging | debug users-db-0 --image=evil:1 --profile=restricted --attach=false
                to look into other namespaces | get pods --namespace=kube-system
                """);
    }

    /** Real requests, not dry runs. */
    private static Stream<DynamicTest> tries(String role, String table) {
        String before = fingerprint();
        var tries = table.lines()
                .map(line -> line.split(" \\| "))
                .map(cells -> dynamicTest(cells[0], () -> {
                    var result = access.as(role, arguments(cells[1]));
                    assertNotEquals(0, result.code(), result.output());
                    String output = result.output().toLowerCase();
                    assertTrue(output.contains("forbidden") || output.contains("cannot"), result.output());
                }));
        return Stream.concat(
                tries, Stream.of(dynamicTest("and nothing has changed", () -> assertEquals(before, fingerprint()))));
    }

    private static String[] arguments(String command) {
        return Stream.of(command.split(" "))
                .map(word -> switch (word) {
                    case "$deployment" ->
                        file(
                                "deployment.json",
                                kubectl("-n", access.namespace, "get", "deployment", "users", "-o", "json"));
                    case "$apply" -> file("apply.yaml", """
                            {apiVersion: apps/v1, kind: Deployment, metadata: {name: users}, spec: {replicas: 4}}
                            """);
                    case "$policy" -> file("policy.yaml", """
                            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: x}, spec: {podSelector: {}, ingress: [{}]}}
                            """);
                    case "$autoscaler" -> file("autoscaler.yaml", """
                            {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: users}}}
                            """);
                    case "$request" -> file("request.yaml", """
                            {apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: rota-x}, spec: {request: eA==, signerName: kubernetes.io/kube-apiserver-client, usages: [client auth]}}
                            """);
                    case "$replicaset" ->
                        API.apps()
                                .replicaSets()
                                .inNamespace(access.namespace)
                                .withLabel("app.kubernetes.io/name", "users")
                                .list()
                                .getItems()
                                .get(0)
                                .getMetadata()
                                .getName();
                    default -> word.replace("$namespace", access.namespace);
                })
                .toArray(String[]::new);
    }

    private static String file(String name, String content) {
        return access.write(name, content).toString();
    }

    /** The state that a try must not change. */
    private static String fingerprint() {
        return kubectl(
                "-n",
                access.namespace,
                "get",
                "deployments,statefulsets,pods,services,configmaps,secrets,serviceaccounts,roles,rolebindings,hpa,pdb,networkpolicies,jobs,cronjobs",
                "-o",
                "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.generation} {.metadata.labels} {.metadata.annotations}{\"\\n\"}{end}");
    }

    @Test
    void a_developer_of_another_environment_is_nobody_here() {
        var stranger = new Actor("ada", List.of("rota-elsewhere-developers", "system:authenticated"));
        String output = access.as(stranger, "set", "image", "deployment/users", "users=" + USERS_REPOSITORY + ":1")
                .output();
        assertTrue(output.contains("cannot get resource \"deployments\""), output);
    }

    @Test
    void who_is_a_viewer_too_is_held_back_all_the_same() {
        var both = access.actor("developer").with(access.group("viewer"));
        assertTrue(access.as(both, "set", "env", "deployment/users", "X=y")
                .output()
                .contains("Developers may"));
        assertEquals(0, access.as(both, "get", "services").code());
    }

    @Test
    void who_has_every_other_right_is_held_back_all_the_same() {
        var both = access.actor("developer").with("system:masters");
        for (String command : List.of(
                "scale deployment/users --replicas=3",
                "delete deployment users",
                "create deployment x --image=localhost:5000/rota-users:local",
                "patch deployment users --subresource=status -p {\"status\":{\"replicas\":7}}",
                "set env deployment/users X=y")) {
            String output = access.as(both, command.split(" ")).output();
            assertTrue(output.contains("Developers may"), output);
        }
    }

    @Test
    void who_forgets_the_migration_is_shown_the_command_that_changes_both_images() {
        String image = USERS_REPOSITORY + ":next";
        for (String container : List.of("users=", "migrate=")) {
            String output = access.as("developer", "set", "image", "deployment/users", container + image)
                    .output();
            String command = "kubectl -n %s set image deployment/users users=%s migrate=%s"
                    .formatted(access.namespace, image, image);
            assertTrue(output.contains(command), output);
        }
    }

    @Test
    void who_breaks_the_glass_is_not_held_back() {
        var both = access.actor("developer").with(access.group("break-glass"));
        var result = access.as(both, "set", "env", "deployment/users", "X=y", "--dry-run=server");
        assertEquals(0, result.code(), result.output());
    }

    // ---------------------------------------------------------------------------------- images for everybody

    @TestFactory
    Stream<DynamicTest> whateverRunsHasAnImageFromAnAllowedRepository() {
        String pod = "{containers: [{name: a, image: %s}], initContainers: [{name: b, image: %s}]}";
        String template = "template: {metadata: {labels: {a: b}}, spec: " + pod + "}";
        String selected = "selector: {matchLabels: {a: b}}, " + template;
        var kinds = Map.of(
                "v1 Pod",
                "spec: " + pod,
                "v1 PodTemplate",
                template,
                "v1 ReplicationController",
                "spec: {" + template + "}",
                "apps/v1 Deployment",
                "spec: {" + selected + "}",
                "apps/v1 ReplicaSet",
                "spec: {" + selected + "}",
                "apps/v1 DaemonSet",
                "spec: {" + selected + "}",
                "apps/v1 StatefulSet",
                "spec: {serviceName: x, " + selected + "}",
                "batch/v1 Job",
                "spec: {template: {spec: " + pod.replace("{containers", "{restartPolicy: Never, containers") + "}}",
                "batch/v1 CronJob",
                "spec: {schedule: '@hourly', jobTemplate: {spec: {template: {spec: "
                        + pod.replace("{containers", "{restartPolicy: Never, containers") + "}}}}");
        return kinds.entrySet().stream()
                .map(kind -> dynamicTest(kind.getKey(), () -> {
                    String good = USERS_REPOSITORY + ":1";
                    String[] words = kind.getKey().split(" ");
                    for (var images : List.of(
                            List.of(good, good, "allowed"),
                            List.of("evil:1", good, "refused"),
                            List.of(good, "evil:1", "refused"),
                            List.of(good, USERS_REPOSITORY + "-evil:1", "refused"),
                            List.of("postgres:18", good, "refused"))) {
                        String body = kind.getValue().formatted(images.get(0), images.get(1));
                        if (words[1].equals("Pod")) {
                            // Satisfies the Pod Security Standard.
                            body = body.replaceAll(
                                            "image: ([^}]+)}",
                                            "image: $1, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}")
                                    .replace(
                                            "spec: {",
                                            "spec: {securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}, ");
                        }
                        var file = file(
                                "kind.yaml",
                                "{apiVersion: %s, kind: %s, metadata: {name: x}, %s}"
                                        .formatted(words[0], words[1], body));
                        var result =
                                Cluster.tryKubectl("-n", access.namespace, "create", "--dry-run=server", "-f", file);
                        boolean refused = result.output().contains("ValidatingAdmissionPolicy 'images.")
                                && result.output().contains("Images may come from " + Access.repositories());
                        assertEquals(images.get(2).equals("refused"), refused, result.output());
                        assertEquals(refused, result.code() != 0, result.output());
                    }
                }));
    }

    @Test
    void an_image_as_a_volume_comes_from_an_allowed_repository() {
        var result = Cluster.tryKubectl(
                "-n",
                access.namespace,
                "patch",
                "deployment",
                "users",
                "--dry-run=server",
                "--type=json",
                "-p",
                "[{'op':'add','path':'/spec/template/spec/volumes/-','value':{'name':'i','image':{'reference':'evil:1'}}}]"
                        .replace('\'', '"'));
        assertTrue(result.output().contains("Images may come from"), result.output());
    }

    @Test
    void a_debugging_container_comes_from_an_allowed_repository() {
        var result = Cluster.tryKubectl(
                "-n", access.namespace, "debug", POD, "--image=evil:1", "--profile=restricted", "--attach=false");
        assertTrue(result.output().contains("Images may come from"), result.output());
    }

    @Test
    void a_repository_taken_off_the_list_stops_nobody_from_tidying_up() {
        annotate("rota/repositories=" + USERS_REPOSITORY);
        try {
            Access.awaitTrue(
                    "the list",
                    () -> Cluster.tryKubectl(
                                    "-n",
                                    access.namespace,
                                    "create",
                                    "deployment",
                                    "x",
                                    "--image=docker.io/library/postgres:18",
                                    "--dry-run=server")
                            .output()
                            .contains("Images may come from"));
            kubectl("-n", access.namespace, "annotate", "statefulset/users-db", "x=y");
            kubectl("-n", access.namespace, "label", "pod", POD, "x=y");
            kubectl("-n", access.namespace, "label", "pod", POD, "x-");
            kubectl("-n", access.namespace, "annotate", "statefulset/users-db", "x-");
        } finally {
            annotate("rota/repositories=" + Access.repositories());
        }
    }

    @Test
    void without_its_parameter_everything_is_refused() {
        annotate("rota/developers-");
        try {
            Access.awaitTrue("the policy", () -> !mayShip());
        } finally {
            annotate("rota/developers=" + access.group("developer"));
        }
        Access.awaitTrue("the policy", AccessTest::mayShip);
    }

    private static boolean mayShip() {
        String image = USERS_REPOSITORY + ":1";
        return access.as(
                                "developer",
                                "set",
                                "image",
                                "deployment/users",
                                "users=" + image,
                                "migrate=" + image,
                                "--dry-run=server")
                        .code()
                == 0;
    }

    private static void annotate(String annotation) {
        kubectl("annotate", "--overwrite", "namespace", access.namespace, annotation);
    }
}
