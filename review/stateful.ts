// SPDX-License-Identifier: Apache-2.0

/** Types that hold something which no update makes again, and what is lost with one of them. */
const losses: Readonly<Record<string, string>> = {
  "aws:backup/vault:Vault": "its recovery points",
  "aws:cloudwatch/logGroup:LogGroup": "its log events",
  "aws:cognito/userPool:UserPool": "its users",
  "aws:docdb/cluster:Cluster": "its data",
  "aws:dynamodb/globalTable:GlobalTable": "its items, in every region",
  "aws:dynamodb/table:Table": "its items, in every region",
  "aws:ebs/volume:Volume": "its data",
  "aws:ec2/eip:Eip": "its address, which others may have on their lists",
  "aws:ec2/vpc:Vpc": "everything that stands in it is replaced too",
  "aws:ecr/repository:Repository": "its images",
  "aws:efs/fileSystem:FileSystem": "its files",
  "aws:eks/cluster:Cluster": "everything that runs in it",
  "aws:elasticache/cluster:Cluster": "its entries: requests fall on the database until it is warm",
  "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup": "its entries, in every region",
  "aws:elasticache/replicationGroup:ReplicationGroup":
    "its entries: requests fall on the database until it is warm",
  "aws:elasticache/serverlessCache:ServerlessCache":
    "its entries: requests fall on the database until it is warm",
  "aws:globalaccelerator/accelerator:Accelerator":
    "its addresses, which others may have on their lists",
  "aws:kinesis/stream:Stream": "its records",
  "aws:kms/key:Key": "everything that is encrypted with it",
  "aws:kms/replicaKey:ReplicaKey": "everything that is encrypted with it in its region",
  "aws:lb/loadBalancer:LoadBalancer": "its connections and its name, which records point to",
  "aws:memorydb/cluster:Cluster": "its data",
  "aws:msk/cluster:Cluster": "its records",
  "aws:neptune/cluster:Cluster": "its data",
  "aws:opensearch/domain:Domain": "its documents",
  "aws:rds/cluster:Cluster": "its data",
  "aws:rds/globalCluster:GlobalCluster": "the replication between its clusters",
  "aws:rds/instance:Instance": "its data",
  "aws:redshift/cluster:Cluster": "its data",
  "aws:route53/zone:Zone": "its records, and the name servers that the registrar knows",
  "aws:s3/bucket:Bucket": "its objects",
  "aws:s3/bucketV2:BucketV2": "its objects",
  "aws:secretsmanager/secret:Secret": "its value, and the ARN by which others read it",
  "aws:sqs/queue:Queue": "its messages",
};

/** What is lost with a resource of a type; `undefined` where a new one is as good. */
export function lossOf(type: string): string | undefined {
  return Object.hasOwn(losses, type) ? losses[type] : undefined;
}

/** Whether a resource of a type holds something that no update makes again. */
export function isStateful(type: string): boolean {
  return lossOf(type) !== undefined;
}
