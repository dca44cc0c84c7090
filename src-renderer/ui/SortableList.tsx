import {
  type Announcements,
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  type Modifier,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { GripVertical } from 'lucide-react'
import type { ReactNode } from 'react'

import { classNames } from './class-names.ts'
import styles from './SortableList.module.css'

interface SortableListProps<Item> {
  /** The accessible name of the list. */
  readonly label: string
  readonly items: readonly Item[]
  /** Unique in the list and the same while an item moves. */
  readonly idOf: (item: Item, index: number) => string
  /** What a screen reader calls an item while it moves. */
  readonly nameOf: (item: Item) => string
  readonly children: (item: Item, index: number) => ReactNode
  readonly disabled?: boolean
  readonly onMove: (from: number, to: number) => void
  readonly className?: string | undefined
  readonly itemClassName?: string | undefined
}

/** A list whose items are put in order by dragging their handle, or with Space and the arrow keys. */
export function SortableList<Item>({
  label,
  items,
  idOf,
  nameOf,
  children,
  disabled = false,
  onMove,
  className,
  itemClassName,
}: SortableListProps<Item>) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const ids = items.map(idOf)
  const placeOf = (id: string | number): number => ids.indexOf(String(id))
  const ended = ({ active, over }: DragEndEvent): void => {
    if (over !== null && over.id !== active.id) onMove(placeOf(active.id), placeOf(over.id))
  }
  const name = (id: string | number): string => {
    const item = items[placeOf(id)]
    return item === undefined ? '' : nameOf(item)
  }
  const announcements: Announcements = {
    onDragStart: ({ active }) => `${name(active.id)} picked up.`,
    onDragOver: ({ active, over }) =>
      over === null
        ? undefined
        : `${name(active.id)} is at place ${placeOf(over.id) + 1} of ${items.length}.`,
    onDragEnd: ({ active, over }) =>
      over === null ? undefined : `${name(active.id)} put down at place ${placeOf(over.id) + 1}.`,
    onDragCancel: ({ active }) => `${name(active.id)} stays where it was.`,
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestTop}
      modifiers={[upAndDown]}
      accessibility={{ announcements, screenReaderInstructions }}
      onDragEnd={ended}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy} disabled={disabled}>
        <ul className={className} aria-label={label}>
          {items.map((item, index) => (
            <SortableItem
              key={ids[index]}
              id={ids[index] ?? ''}
              name={nameOf(item)}
              className={itemClassName}
              disabled={disabled}
            >
              {children(item, index)}
            </SortableItem>
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  )
}

interface SortableItemProps {
  readonly id: string
  readonly name: string
  readonly disabled: boolean
  readonly className?: string | undefined
  readonly children: ReactNode
}

function SortableItem({ id, name, disabled, className, children }: SortableItemProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id, attributes: { roleDescription: 'movable' } })
  const style = {
    transform: transform === null ? undefined : `translate3d(0, ${String(transform.y)}px, 0)`,
    transition,
  }
  return (
    <li
      ref={setNodeRef}
      style={style}
      className={classNames(styles['item'], className)}
      data-dragging={isDragging}
    >
      {!disabled && (
        <button
          ref={setActivatorNodeRef}
          type="button"
          className={styles['handle']}
          {...attributes}
          {...listeners}
          aria-label={`Move ${name}`}
        >
          <GripVertical aria-hidden="true" />
        </button>
      )}
      {children}
    </li>
  )
}

/** The place whose top is nearest: also right where items are of different height, for which centres mislead. */
const closestTop: CollisionDetection = ({ collisionRect, droppableContainers, droppableRects }) =>
  droppableContainers
    .flatMap((droppableContainer) => {
      const rect = droppableRects.get(droppableContainer.id)
      if (rect === undefined) return []
      const value = Math.abs(rect.top - collisionRect.top)
      return [{ id: droppableContainer.id, data: { droppableContainer, value } }]
    })
    .toSorted((one, other) => one.data.value - other.data.value)

const upAndDown: Modifier = ({ transform }) => ({ ...transform, x: 0 })

const screenReaderInstructions = {
  draggable: 'Press Space to pick up, the arrow keys to move, Space to put down, Escape to leave it.',
}
