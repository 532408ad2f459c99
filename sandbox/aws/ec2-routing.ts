// SPDX-License-Identifier: Apache-2.0
import { cidrOf } from "../../components/network/cidr";
import type { ResourceType, Self } from "../provider/resource-type";
import { hexDigits, text } from "../provider/values";
import { arn } from "./arn";
import {
  addressType,
  gatewayType,
  natType,
  routeTableType,
  subnetType,
  vpcIsThere,
} from "./ec2-lookups";
import {
  destinations,
  routeRules,
  routeTableAssociationRules,
  routeTableAssociationType,
} from "./ec2-route-rules";
import { addressInUse, addressQuota, natRules, secondInternetGateway } from "./ec2-routing-rules";
import { gatewayIsNotAttached } from "./ec2-transit-route-rules";
import { alreadyThere } from "./rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";

/** `r-rtb-…1080289494`: the table and a number made from the destination. */
function routeId({ inputs }: Self): string {
  const destination = destinations.map((property) => text(inputs, property) ?? "").join("");
  const hash = Number.parseInt(hexDigits([destination], 8), 16);
  return `r-${text(inputs, "routeTableId") ?? ""}${hash}`;
}

/** An address of the range that is set aside for benchmarks, so that none is somebody's. */
function publicAddress({ digest }: Self): string {
  const [second, third, fourth] = [0, 2, 4].map((start) =>
    Number.parseInt(digest(6).slice(start, start + 2), 16),
  );
  return `198.${18 + ((second ?? 0) % 2)}.${third ?? 0}.${fourth ?? 0}`;
}

/** `ec2-198-18-0-1.eu-west-1.compute.amazonaws.com`; us-east-1 is older and has a form of its own. */
function publicName(address: string, region: string): string {
  const domain = region === "us-east-1" ? "compute-1" : `${region}.compute`;
  return `ec2-${address.replaceAll(".", "-")}.${domain}.amazonaws.com`;
}

/** The first address of a subnet that AWS doesn't keep for itself, and a few more to choose from. */
function addressIn(self: Self, subnetId: string): string {
  const range = text(self.cloud.find(subnetType, subnetId)?.inputs ?? {}, "cidrBlock");
  const first = range === undefined ? 0n : cidrOf(range).first;
  const address = first + 4n + BigInt(Number.parseInt(self.digest(2), 16) % 8);
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
}

function natOutputs(self: Self): Record<string, unknown> {
  const { inputs, cloud } = self;
  const subnetId = text(inputs, "subnetId") ?? "";
  const address = cloud.find(addressType, text(inputs, "allocationId") ?? "");
  return {
    associationId: `eipassoc-${self.digest(17)}`,
    networkInterfaceId: `eni-${self.digest(17)}`,
    privateIp: text(inputs, "privateIp") ?? addressIn(self, subnetId),
    publicIp: address?.computed.publicIp ?? "",
    vpcId: cloud.find(subnetType, subnetId)?.inputs.vpcId,
  };
}

/** Addresses and the ways in and out of a VPC. */
export const ec2Routing: readonly ResourceType[] = [
  {
    token: gatewayType,
    again: "refused",
    source: `${api}/API_AttachInternetGateway.html`,
    id: ({ unique }) => `igw-${unique(17)}`,
    outputs: (self) => ({
      arn: arn(self, "ec2", `internet-gateway/${self.id}`),
      ownerId: self.account,
    }),
    rules: [vpcIsThere, secondInternetGateway],
  },
  {
    token: addressType,
    source: `${api}/API_AllocateAddress.html`,
    id: ({ unique }) => `eipalloc-${unique(17)}`,
    replaceOn: ["domain", "address", "networkBorderGroup", "publicIpv4Pool", "ipamPoolId"],
    defaults: { domain: "vpc", publicIpv4Pool: "amazon" },
    outputs: (self) => ({
      allocationId: self.id,
      arn: arn(self, "ec2", `elastic-ip/${self.id}`),
      networkBorderGroup: self.region,
      publicIp: publicAddress(self),
      publicDns: publicName(publicAddress(self), self.region),
      associationId: "",
      carrierIp: "",
      customerOwnedIp: "",
      instance: "",
      networkInterface: "",
      privateDns: "",
      privateIp: "",
      ptrRecord: "",
    }),
    rules: [addressQuota, addressInUse],
  },
  {
    token: natType,
    source: `${api}/API_CreateNatGateway.html`,
    id: ({ unique }) => `nat-${unique(17)}`,
    replaceOn: ["allocationId", "availabilityMode", "connectivityType", "privateIp", "subnetId"],
    defaults: {
      autoProvisionZones: "",
      autoScalingIps: "",
      availabilityMode: "zonal",
      connectivityType: "public",
      regionalNatGatewayAddresses: [],
      regionalNatGatewayAutoMode: "",
      routeTableId: "",
      secondaryAllocationIds: [],
      secondaryPrivateIpAddressCount: 0,
      secondaryPrivateIpAddresses: [],
    },
    outputs: natOutputs,
    rules: natRules,
  },
  {
    token: routeTableType,
    source: `${api}/API_CreateRouteTable.html`,
    id: ({ unique }) => `rtb-${unique(17)}`,
    replaceOn: ["vpcId"],
    defaults: { propagatingVgws: [], routes: [] },
    outputs: (self) => ({
      arn: arn(self, "ec2", `route-table/${self.id}`),
      ownerId: self.account,
    }),
    rules: [vpcIsThere],
  },
  {
    token: "aws:ec2/route:Route",
    source: `${api}/API_ReplaceRoute.html`,
    id: routeId,
    replaceOn: ["routeTableId", ...destinations],
    defaults: { instanceId: "", instanceOwnerId: "", networkInterfaceId: "" },
    outputs: () => ({ origin: "CreateRoute", state: "active" }),
    rules: [
      ...routeRules,
      gatewayIsNotAttached,
      alreadyThere("aws:ec2/route:Route", "regional", {
        code: "RouteAlreadyExists",
        property: "destinationCidrBlock",
        source: `${api}/errors-overview.html`,
      }),
    ],
  },
  {
    token: routeTableAssociationType,
    source: `${api}/API_ReplaceRouteTableAssociation.html`,
    id: ({ unique }) => `rtbassoc-${unique(17)}`,
    replaceOn: ["subnetId", "gatewayId"],
    rules: routeTableAssociationRules,
  },
];
