// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deploy;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Says aloud that a suite is skipped for want of a Docker Engine, and fails where it must not be. */
final class NeedsEngine implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            if (System.getenv("CONTAINERS_REQUIRED") != null) {
                throw new IllegalStateException("no Docker Engine answers, and in CI this suite is not skipped");
            }
            System.out.println("SKIPPED: " + context.getDisplayName() + ": no Docker Engine answers");
        }
        return ConditionEvaluationResult.enabled("the engine is looked at by @Testcontainers");
    }
}
