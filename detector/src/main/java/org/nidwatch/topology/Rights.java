// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Says which right the detector lacks. Kafka tells what was refused, not which right would have allowed it. */
final class Rights {
    private final TopicNames names;
    private final String applicationId;

    Rights(TopicNames names, String applicationId) {
        this.names = names;
        this.applicationId = applicationId;
    }

    /** A sentence about what is lacking; null when the failure is of another kind. */
    @Nullable
    String lacking(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof AuthenticationException) {
                return "Kafka refuses our credentials (" + each.getMessage()
                        + "): check kafka.security.protocol, kafka.sasl.* and kafka.ssl.*";
            }
            if (each instanceof AuthorizationException refused) {
                return "Kafka denies the detector a right it needs: " + right(refused)
                        + ". `nidwatch topics` prints the ACLs.";
            }
        }
        return null;
    }

    private String right(AuthorizationException refused) {
        if (refused instanceof TopicAuthorizationException topics
                && !topics.unauthorizedTopics().isEmpty()) {
            return String.join(
                    "; ",
                    new TreeSet<>(topics.unauthorizedTopics())
                            .stream().map(this::onTopic).toList());
        } else if (refused instanceof GroupAuthorizationException group) {
            return "Read and Describe on group " + group.groupId();
        } else if (refused instanceof TransactionalIdAuthorizationException) {
            return "Write and Describe on transactional ids that begin with " + applicationId + "-";
        }
        String what = refused.getClass().getSimpleName().replace("AuthorizationException", "");
        return "on the " + what.toLowerCase(Locale.ROOT) + " (" + refused.getMessage() + ")";
    }

    private String onTopic(String topic) {
        String rights;
        if (topic.startsWith(applicationId + "-")) {
            rights = "Create, Read, Write, Delete, Describe, DescribeConfigs on topics that begin with " + applicationId
                    + "-, among them ";
        } else if (List.of(names.alertsOcsf(), names.rejected(), names.audit()).contains(topic)) {
            rights = "Write, Describe and DescribeConfigs on topic ";
        } else if (List.of(
                        names.alerts(),
                        names.alertsCurrent(),
                        names.activity(),
                        names.coverage(),
                        names.silences(),
                        names.dispositions())
                .contains(topic)) {
            rights = "Read, Write, Describe and DescribeConfigs on topic ";
        } else {
            rights = "Read, Describe and DescribeConfigs on topic ";
        }
        return rights + topic;
    }
}
