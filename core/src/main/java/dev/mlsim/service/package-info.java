/**
 * The vocabulary in which a service is declared: {@link dev.mlsim.service.ResourceType}s, and for
 * each operation a {@link dev.mlsim.service.Handler} - {@link dev.mlsim.service.Create}, {@link
 * dev.mlsim.service.Describe}, {@link dev.mlsim.service.ListAll}, {@link
 * dev.mlsim.service.Trigger}, {@link dev.mlsim.service.Update}, {@link dev.mlsim.service.Tagging} -
 * with its preconditions. Declarations are immutable and shared by all simulators; what changes
 * lives in a {@link dev.mlsim.service.World}.
 *
 * <h2>A resource type that follows its service's scheme</h2>
 *
 * <p>It is declared by its noun, {@link dev.mlsim.service.Family#resource(String)}. One that lives
 * says how: {@code Lifecycles.job(...)} ends by itself, {@code Lifecycles.lasting(...)} stays until
 * it is deleted. What the contract contradicts - a member, an operation, a state that its status
 * can't show, an error's code - is refused in words when the family loads, and so is an error that
 * can be met and has no words. {@link dev.mlsim.service.ConventionalResource} has what departs:
 * {@code identifiedBy}, {@code generated}, {@code partOf}, {@code keptBy}, {@code runtimeLimit},
 * {@code reads}, {@code writes}, {@code shows}, {@code counts} and others. What an operation does
 * that no scheme has is a handler of its own.
 *
 * <p>This is Personalize's event tracker, all of it; how all of Personalize's types name their
 * status, times and failure is its {@link dev.mlsim.service.Scheme}:
 *
 * <pre>{@code
 * final class EventTrackers {
 *
 *   private EventTrackers() {}
 *
 *   static void declare(Family family) {
 *     family
 *         .resource("EventTracker")
 *         .identity(call -> call.world().chance().hex(8), "name")
 *         .lifecycle(Lifecycles.resource(ofSeconds(30), ofSeconds(30)))
 *         .prepared(
 *             (call, tracker) ->
 *                 tracker
 *                     .attributes()
 *                     .put("trackingId", call.world().chance().uuid())
 *                     .put("accountId", call.world().account().id()))
 *         .requires(
 *             SharedRules.active("datasetGroupArn", Types.DATASET_GROUP),
 *             SharedRules.onlyOneInGroup(Types.EVENT_TRACKER));
 *   }
 * }
 * }</pre>
 *
 * <h2>Any other</h2>
 *
 * <p>It costs a declaration of its parts: a {@link dev.mlsim.service.ResourceType} by its builder,
 * {@link dev.mlsim.service.Family#type}, and each operation with its handler. Solution versions of
 * Personalize are declared so, which have no Delete and stand under their solution.
 *
 * <p>The type says what tells one from another, its ARN, its lifecycle, what is filled in when it
 * is made ({@code prepared}) and what is worked out when somebody looks ({@code computed}). What
 * Create was given, Describe and List give back without code. The lifecycle is a table, which reads
 * like the state diagram. That of SageMaker's images in short:
 *
 * <pre>{@code
 * .lifecycle(
 *     Lifecycles.lasting(stay("CREATING", ofSeconds(10)), rest("CREATED"))
 *         .failing("CREATE_FAILED")
 *         .updating(stay("UPDATING", ofSeconds(10)), rest("CREATED"))
 *         .failing("UPDATE_FAILED")
 *         .deleting(stay("DELETING", ofSeconds(10)), gone())
 *         .failing("DELETE_FAILED"))
 * }</pre>
 *
 * <p>A life with rules of its own is told row by row, as the beginning of notebook instances':
 *
 * <pre>{@code
 * Lifecycle.builder()
 *     .on(CREATE)
 *     .goes(stay("Pending", ofMinutes(3)), rest("InService"))
 *     .on(START)
 *     .from("Stopped", "Failed")
 *     .goes(stay("Pending", ofMinutes(3)), rest("InService"))
 * }</pre>
 *
 * <p>Each operation has a handler with preconditions ({@code requires}) and quotas ({@code
 * within}), each with its exact error. What no source says is a {@code judged(id, about, fact)},
 * what differs from AWS a {@code differs(id, about, how)}: they make the ledger, under ids that
 * stay. Then the shared suite holds it: each state reachable, each operation's round trip through
 * the real SDK client, each member of Create echoed.
 *
 * <h2>A service</h2>
 *
 * <p>Its contract is derived from AWS's own model of the service, once and again when a newer one
 * comes: from the {@code service-2.json} of the AWS SDK for Java, with the files beside it, or from
 * the Smithy model in <a href="https://github.com/aws/api-models-aws">aws/api-models-aws</a>.
 * {@code ContractDeriver} of {@code mlsim-contract-tool} does it: its {@code main} takes the model
 * and {@code <service>.contract}, and the file of what the model doesn't say but is known. A {@link
 * dev.mlsim.service.ServiceProvider} says how the service writes tags and pages, and declares its
 * families. A subclass of {@code ServiceSuite} of {@code mlsim-service-suite}, with an example
 * request of each operation, holds it.
 */
@NullMarked
package dev.mlsim.service;

import org.jspecify.annotations.NullMarked;
