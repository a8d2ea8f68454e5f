/**
 * Where the API server does not do what its description says of fields. The description is made from the
 * Go types; what is refused is decided by code. `test/lab/agreement` removes every field of an object of every kind
 * and asks the server, so that a release which does otherwise shows there.
 */

/** Called required, and yet left out without objection: the zero value is good enough, or there is a default. */
const notEnforced = [
  "apiextensions.v1.CustomResourceDefinitionVersion.served",
  "apps.v1.ControllerRevision.revision",
  "batch.v1.PodFailurePolicy.rules",
  "core.v1.HTTPHeader.value",
  "core.v1.ISCSIPersistentVolumeSource.lun",
  "core.v1.ISCSIVolumeSource.lun",
  "core.v1.LimitRangeSpec.limits",
  "core.v1.PreferredSchedulingTerm.preference",
  "core.v1.ScaleIOPersistentVolumeSource.secretRef",
  "core.v1.ScaleIOVolumeSource.secretRef",
  "core.v1.SleepAction.seconds",
  "core.v1.Sysctl.value",
  "core.v1.TypedLocalObjectReference.kind",
  "discovery.v1.ForZone.name",
  "flowcontrol.v1.PriorityLevelConfigurationSpec.type",
  "resource.v1.DeviceCapacity.value",
  "resource.v1.DeviceClass.spec",
  "resource.v1.ResourceClaim.spec",
  "resource.v1.ResourceClaimTemplate.spec",
  "resource.v1.ResourceClaimTemplateSpec.spec",
  "resource.v1.ResourcePool.generation",
  "storage.v1.CSIDriver.spec",
  "storage.v1.CSINode.spec",
  "storage.v1.CSINodeSpec.drivers",
  "storage.v1.TokenRequest.audience",
  // Features that are off unless asked for: the server drops their fields unread.
  "core.v1.ClusterTrustBundleProjection.path",
  "core.v1.PodCertificateProjection.keyType",
  "core.v1.PodCertificateProjection.signerName",
  "resource.v1.Counter.value",
] as const;

/** Said to have members, and yet taking others: a field of a feature that is off unless asked for. */
const notClosed = ["core.v1.Lifecycle.stopSignal"] as const;

/** Not called required, and yet refused wherever they are left out. */
const enforced = [
  "admissionregistration.v1.ApplyConfiguration.expression",
  "admissionregistration.v1.JSONPatch.expression",
  "admissionregistration.v1.MutatingAdmissionPolicy.spec",
  "admissionregistration.v1.MutatingAdmissionPolicyBinding.spec",
  "admissionregistration.v1.MutatingAdmissionPolicyBindingSpec.policyName",
  "admissionregistration.v1.MutatingAdmissionPolicySpec.matchConstraints",
  "admissionregistration.v1.MutatingAdmissionPolicySpec.mutations",
  "admissionregistration.v1.MutatingAdmissionPolicySpec.reinvocationPolicy",
  "admissionregistration.v1.NamedRuleWithOperations.apiGroups",
  "admissionregistration.v1.NamedRuleWithOperations.apiVersions",
  "admissionregistration.v1.NamedRuleWithOperations.operations",
  "admissionregistration.v1.NamedRuleWithOperations.resources",
  "admissionregistration.v1.ParamKind.apiVersion",
  "admissionregistration.v1.ParamKind.kind",
  "admissionregistration.v1.ParamRef.parameterNotFoundAction",
  "admissionregistration.v1.RuleWithOperations.apiGroups",
  "admissionregistration.v1.RuleWithOperations.apiVersions",
  "admissionregistration.v1.RuleWithOperations.operations",
  "admissionregistration.v1.RuleWithOperations.resources",
  "admissionregistration.v1.ValidatingAdmissionPolicy.spec",
  "admissionregistration.v1.ValidatingAdmissionPolicySpec.matchConstraints",
  "apiregistration.v1.APIService.spec",
  "apiregistration.v1.APIServiceSpec.group",
  "apiregistration.v1.APIServiceSpec.version",
  "apiregistration.v1.ServiceReference.name",
  "apiregistration.v1.ServiceReference.namespace",
  "apps.v1.ControllerRevision.data",
  "apps.v1.DaemonSet.spec",
  "apps.v1.Deployment.spec",
  "apps.v1.ReplicaSet.spec",
  "apps.v1.ReplicaSetSpec.template",
  "apps.v1.StatefulSet.spec",
  "batch.v1.Job.spec",
  "batch.v1.JobTemplateSpec.spec",
  "certificates.v1.CertificateSigningRequestSpec.usages",
  "core.v1.ConfigMapEnvSource.name",
  "core.v1.ConfigMapKeySelector.name",
  "core.v1.ConfigMapProjection.name",
  "core.v1.ConfigMapVolumeSource.name",
  "core.v1.Container.image",
  "core.v1.EphemeralVolumeSource.volumeClaimTemplate",
  "core.v1.ExecAction.command",
  "core.v1.ImageVolumeSource.reference",
  "core.v1.PersistentVolume.spec",
  "core.v1.PersistentVolumeClaim.spec",
  "core.v1.PersistentVolumeClaimSpec.accessModes",
  "core.v1.PersistentVolumeClaimSpec.resources",
  "core.v1.PersistentVolumeSpec.accessModes",
  "core.v1.PersistentVolumeSpec.capacity",
  "core.v1.Pod.spec",
  "core.v1.PodDNSConfigOption.name",
  "core.v1.PodTemplate.template",
  "core.v1.PodTemplateSpec.spec",
  "core.v1.ReplicationController.spec",
  "core.v1.ReplicationControllerSpec.template",
  "core.v1.ScaleIOPersistentVolumeSource.volumeName",
  "core.v1.ScaleIOVolumeSource.volumeName",
  "core.v1.SecretEnvSource.name",
  "core.v1.SecretKeySelector.name",
  "core.v1.SecretProjection.name",
  "core.v1.SecretVolumeSource.secretName",
  "core.v1.Service.spec",
  "core.v1.StorageOSPersistentVolumeSource.volumeName",
  "core.v1.StorageOSVolumeSource.volumeName",
  "core.v1.VolumeNodeAffinity.required",
  "core.v1.VolumeResourceRequirements.requests",
  "flowcontrol.v1.FlowSchema.spec",
  "flowcontrol.v1.LimitedPriorityLevelConfiguration.limitResponse",
  "networking.v1.Ingress.spec",
  "networking.v1.IngressClass.spec",
  "networking.v1.IngressClassSpec.controller",
  "networking.v1.IngressServiceBackend.port",
  "networking.v1.ServiceCIDR.spec",
  "networking.v1.ServiceCIDRSpec.cidrs",
  "rbac.v1.AggregationRule.clusterRoleSelectors",
  "resource.v1.DeviceClaimConfiguration.opaque",
  "resource.v1.DeviceClassConfiguration.opaque",
  "resource.v1.DeviceSelector.cel",
] as const;

/** Members that neither the description nor Go's types name, and the only ones that are let in. */
const members: Readonly<Record<string, readonly string[]>> = {
  "admissionregistration.v1.ParamRef.parameterNotFoundAction": ["Allow", "Deny"],
  "apiextensions.v1.CustomResourceConversion.strategy": ["None", "Webhook"],
  "apiextensions.v1.CustomResourceDefinitionSpec.scope": ["Cluster", "Namespaced"],
  "apiextensions.v1.JSONSchemaProps.type": ["array", "boolean", "integer", "number", "object", "string"],
  "apiextensions.v1.JSONSchemaProps.x-kubernetes-list-type": ["atomic", "map", "set"],
  "apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted": ["Delete", "Retain"],
  "apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled": ["Delete", "Retain"],
  "autoscaling.v2.HPAScalingPolicy.type": ["Percent", "Pods"],
  "autoscaling.v2.HPAScalingRules.selectPolicy": ["Disabled", "Max", "Min"],
  "autoscaling.v2.MetricSpec.type": ["ContainerResource", "External", "Object", "Pods", "Resource"],
  "autoscaling.v2.MetricTarget.type": ["AverageValue", "Utilization", "Value"],
  "core.v1.VolumeMount.recursiveReadOnly": ["Disabled", "Enabled", "IfPossible"],
  "flowcontrol.v1.LimitResponse.type": ["Queue", "Reject"],
  "flowcontrol.v1.PriorityLevelConfigurationSpec.type": ["Exempt", "Limited"],
  "flowcontrol.v1.Subject.kind": ["Group", "ServiceAccount", "User"],
  "networking.v1.IngressClassParametersReference.scope": ["Cluster", "Namespace"],
  "rbac.v1.RoleRef.apiGroup": ["rbac.authorization.k8s.io"],
  "rbac.v1.RoleRef.kind": ["ClusterRole", "Role"],
  "rbac.v1.Subject.kind": ["Group", "ServiceAccount", "User"],
  "storage.v1.CSIDriverSpec.fsGroupPolicy": ["File", "None", "ReadWriteOnceWithFSType"],
  "storage.v1.CSIDriverSpec.volumeLifecycleModes": ["Ephemeral", "Persistent"],
};

const lenient: ReadonlySet<string> = new Set(notEnforced);
const lenientMembers: ReadonlySet<string> = new Set(notClosed);
const strict: ReadonlySet<string> = new Set(enforced);

/** All that a field takes, where that is known. `place` is `definition.field`; `said` is what Go's types say. */
export function membersOf(place: string, said: readonly string[] | undefined): readonly string[] | undefined {
  return lenientMembers.has(place) ? undefined : (said ?? members[place]);
}

/** Whether an object without the field is refused. `place` is `definition.field`. */
export function isRequired(place: string, isCalledRequired: boolean): boolean {
  return isCalledRequired ? !lenient.has(place) : strict.has(place);
}

/** Every place of which something is told here: fields that a new release of Kubernetes may not have any more. */
export const exceptionalPlaces: readonly string[] = [
  ...notEnforced,
  ...notClosed,
  ...enforced,
  ...Object.keys(members),
];
