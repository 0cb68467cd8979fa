CREATE TABLE `door_asks` (
	`bucket` text PRIMARY KEY NOT NULL,
	`since` integer NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `audit` ADD `actor_name` text;--> statement-breakpoint
ALTER TABLE `audit` ADD `before` text;--> statement-breakpoint
ALTER TABLE `audit` ADD `after` text;--> statement-breakpoint
CREATE INDEX `audit_in_order` ON `audit` (`workspace_id`,`id`);--> statement-breakpoint
ALTER TABLE `keys` ADD `created_by` text;--> statement-breakpoint
ALTER TABLE `keys` ADD `last_used_at` integer;--> statement-breakpoint
ALTER TABLE `memberships` ADD `invited_by` text;--> statement-breakpoint
CREATE INDEX `memberships_of_organisation` ON `memberships` (`organisation_id`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `reach` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `device` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `last_seen_at` integer;--> statement-breakpoint
ALTER TABLE `sign_in_links` ADD `reach` text;--> statement-breakpoint
ALTER TABLE `users` ADD `signed_in_at` integer;