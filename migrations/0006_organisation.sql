CREATE TABLE `connection_shares` (
	`connection_id` text NOT NULL,
	`workspace_id` text NOT NULL,
	PRIMARY KEY(`connection_id`, `workspace_id`)
);
--> statement-breakpoint
CREATE TABLE `organisation_connections` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`tool` text NOT NULL,
	`name` text NOT NULL,
	`paused` integer NOT NULL,
	`version` integer NOT NULL,
	`settings` text NOT NULL,
	`secrets` text,
	`is_for_all` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `connections_of_organisation` ON `organisation_connections` (`organisation_id`);--> statement-breakpoint
ALTER TABLE `workspaces` ADD `deleting_at` integer;